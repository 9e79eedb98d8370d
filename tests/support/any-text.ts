/** Any text at all: broken surrogates, control characters, marks, and the plain ones in between. */
import fc from 'fast-check';

export function anyText(maxLength = 60): fc.Arbitrary<string> {
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom('字', '😀', '{x}', '$&', ' ', '\n', '|', '\u202E', '\u200D', '</b>'),
  );
  return fc.array(unit, { maxLength }).map((units) => units.join(''));
}
