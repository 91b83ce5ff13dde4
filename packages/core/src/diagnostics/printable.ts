/** Characters that would steer a terminal or reorder what a reader sees: controls and bidirectional overrides. */
const steering = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;

/** Text from an environment, made safe to print on one line: control characters are shown as their symbols (␛), overrides as �. */
export function printable(text: string): string {
  return text.replace(steering, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "␡" : "�";
  });
}

const wide =
  /\p{Emoji_Presentation}|\uFE0F|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\p{sc=Yi}\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]/u;
const invisible = /^[\p{M}\p{Cf}]+$/u;
const halfWidth = /^[\uFF61-\uFFDC]/u;

/** Cells that a grapheme takes on a terminal: 0, 1 or 2 (Unicode Standard Annex 11, East Asian Width, by script). */
export function cells(grapheme: string): number {
  if (invisible.test(grapheme)) return 0;
  return wide.test(grapheme) && !halfWidth.test(grapheme) ? 2 : 1;
}
