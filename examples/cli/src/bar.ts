/** What is under way, on the last line of a terminal. */
export interface Bar {
  advance(label: string): void;
  /** A line for stdout, above the bar. */
  print(line: string): void;
  /** Takes the bar away. */
  end(): void;
}

const width = 20;
const eraseLine = '\r\x1b[K';

/** On stderr, where it is a terminal; where it is not, there is none. */
export function createBar(total: number): Bar {
  const { isTTY, columns } = process.stderr;
  let [done, text] = [0, ''];
  const draw = () => {
    if (isTTY) process.stderr.write(eraseLine + text.slice(0, (columns || 80) - 1));
  };
  return {
    advance(label) {
      const filled = Math.floor((width * ++done) / total);
      text = `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total} ${label}`;
      draw();
    },
    print(line) {
      if (isTTY) process.stderr.write(eraseLine);
      console.log(line);
      draw();
    },
    end() {
      text = '';
      draw();
    },
  };
}
