// An endless loop at top level.
for (;;);
