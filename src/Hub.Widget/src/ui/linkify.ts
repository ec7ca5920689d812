export type Piece = string | { text: string; href: string };

/** The address a word stands for, or undefined; only http, https and mailto are ever linked. */
function address(word: string): string | undefined {
  if (/^https?:\/\/\S/i.test(word)) {
    try {
      return new URL(word).href;
    } catch {
      return undefined;
    }
  }
  if (/^mailto:\S+@\S/i.test(word)) return word;
  if (/^[\w.+-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(word)) return `mailto:${word}`;
  return undefined;
}

/** Cuts plain text into text and links. Works word by word, so its time grows with the length only. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  const add = (piece: string) => {
    const last = pieces.at(-1);
    if (typeof last === 'string') pieces[pieces.length - 1] = last + piece;
    else if (piece) pieces.push(piece);
  };
  for (const word of text.split(/(\s+)/)) {
    const lead = /^[(<["'„“]*/.exec(word)?.[0] ?? '';
    let core = word.slice(lead.length);
    let tail = '';
    while (core && isTail(core)) {
      tail = core.at(-1) + tail;
      core = core.slice(0, -1);
    }
    const href = core.length <= 2048 ? address(core) : undefined;
    if (!href) {
      add(word);
      continue;
    }
    add(lead);
    pieces.push({ text: core, href });
    add(tail);
  }
  return pieces;
}

/** Punctuation after a link belongs to the sentence; a closing bracket only if it was not opened inside. */
function isTail(core: string): boolean {
  const last = core.at(-1) ?? '';
  if (last === ')') return !core.includes('(');
  return '.,;:!?>]"\'“”'.includes(last);
}
