// What a tab keeps of a conversation, where the core keeps nothing itself.

export interface SavedText {
  read(): string | null;
  write(text: string | null): void;
}

/** @param name in this tab's storage; "": it is kept as long as the element lives */
export function savedText(name: string): SavedText {
  let held: string | null = null;
  return {
    read: () => held ?? (name ? unlessRefused(() => sessionStorage.getItem(name)) : null),
    write: (text) => {
      held = text;
      if (name) unlessRefused(() => (text ? sessionStorage.setItem(name, text) : sessionStorage.removeItem(name)));
    },
  };
}

/** Storage may be refused: then what is saved lives as long as the page. */
export function unlessRefused<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}
