type Keyboard = {
  inputMode?: 'email' | 'tel' | 'url' | 'text';
  autoCapitalize?: 'off' | 'words';
  autoComplete: 'off';
};

/** The phone keyboard that fits a field. */
export function keyboardFor(name: string): Keyboard {
  if (name.startsWith('email')) return { inputMode: 'email', autoCapitalize: 'off', autoComplete: 'off' };
  if (name.startsWith('phone')) return { inputMode: 'tel', autoComplete: 'off' };
  if (name.startsWith('website')) return { inputMode: 'url', autoCapitalize: 'off', autoComplete: 'off' };
  return { autoCapitalize: 'words', autoComplete: 'off' };
}
