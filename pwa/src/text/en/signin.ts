export const signin = {
  title: 'Every card gets a next step',
  text: 'Pair this device once. After that it works without a network.',
  scan: 'Scan the QR from your manager',
  withPassword: 'Sign in with password',
  otherWay: 'Another way in',
  email: 'E-mail',
  password: 'Password',
  submit: 'Sign in',
  busy: 'Signing in …',
  first: 'A visitor is waiting? Cards you take now stay on this device and go out once you are in.',
  captureFirst: 'Capture cards first',
} as const;
