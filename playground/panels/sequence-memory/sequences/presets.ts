/** Sequences that show something. */
export const presets = {
  "shared middle": "A B C D E; X B C D Y",
  "long shared middle": "A B C D E F G H; X B C D E F G Y",
  "three contexts": "A B C D E; X B C D Y; P B C D Q",
  "two ways to go on": "A B C D; A B E F",
  words: "the cat chased the mouse; the dog chased the cat",
} as const;
