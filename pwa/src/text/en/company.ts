/** Words of a company's history: other people and earlier meetings. */
export const company = {
  title: 'The company so far',
  person: 'Met before',
  elsewhere: {
    one: '{count} more lead of this company is with colleagues.',
    other: '{count} more leads of this company are with colleagues.',
  },
  more: { one: 'and {count} more', other: 'and {count} more' },
  met: 'met {when} by {who}',
  contacted: 'last contact {when}',
  competitor: 'Competitor: {name}',
  offline: 'As known on this device. The rest comes with the next connection.',
} as const;
