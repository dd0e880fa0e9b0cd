// The thread ends while it loads this.
await new Promise((resolve) => setTimeout(resolve, 600));
process.exit(9);
