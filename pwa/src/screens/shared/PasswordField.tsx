import { TextField } from '../../ui/Field';

interface Props {
  label: string;
  /** A password manager fills in the known one and proposes a new one. */
  kind: 'current' | 'new';
  value: string;
  onValue: (value: string) => void;
  error?: string | undefined;
  hint?: string;
  testId: string;
}

export const PasswordField = ({ kind, ...field }: Props) => (
  <TextField {...field} type="password" autoComplete={`${kind}-password`} />
);
