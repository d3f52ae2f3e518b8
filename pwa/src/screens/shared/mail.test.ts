import { describe, expect, it } from 'vitest';
import { mailFor } from './mail';

const show = { id: 'e', name: 'Fair 2026', starts_on: '2026-11-20', ends_on: '2026-11-23' };
const ada = { given_name: 'Ada', family_name: 'Byron', company: 'Engines' };

describe('mailFor', () => {
  it('says where you met', () => {
    expect(mailFor(ada, 'summary', show, 'Ben', [])).toEqual({
      subject: 'Our conversation at Fair 2026',
      body: '',
    });
    expect(mailFor(ada, 'summary', null, 'Ben', []).subject).toBe('Our conversation');
  });

  it("fills the team's text for this step and leaves unknown marks to see", () => {
    const templates = [
      { key: 'summary', channel: 'email', subject: '#show#', body: 'Hello #name#, #me# of #nobody#' },
      { key: 'summary', channel: 'letter', subject: 'x', body: 'x' },
    ];
    expect(mailFor(ada, 'summary', show, 'Ben', templates)).toEqual({
      subject: 'Fair 2026',
      body: 'Hello Ada Byron, Ben of #nobody#',
    });
  });
});
