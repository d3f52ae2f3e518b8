import { describe, expect, it } from 'vitest';
import { draftFields } from './fields';
import type { Line } from './lines';

const line = (text: string, height = 20, conf = 0.95): Line => ({ text, conf, box: [0, 0, 100, height] });

describe('a draft from lines', () => {
  it('sorts a plain card', () => {
    const { set, conf } = draftFields([
      line('Analytical Engines Ltd', 30),
      line('Ada Lovelace', 40),
      line('Head of Engineering'),
      line('T +44 20 7946 0000'),
      line('Mobile: +44 7700 900000'),
      line('ada.lovelace@engines.example'),
      line('www.engines.example'),
      line('12 Mill Lane, London'),
    ]);
    expect(set).toEqual({
      company: 'Analytical Engines Ltd',
      given_name: 'Ada',
      family_name: 'Lovelace',
      job_title: 'Head of Engineering',
      phone: '+44 20 7946 0000',
      phone_2: '+44 7700 900000',
      phone_2_kind: 'mobile',
      email: 'ada.lovelace@engines.example',
      website: 'www.engines.example',
    });
    expect(conf.family_name).toBeGreaterThan(0.85);
  });

  it('mends what reading breaks in addresses', () => {
    const { set } = draftFields([line('e: grace @ navy. example'), line('www_ navy.example')]);
    expect(set).toMatchObject({ email: 'grace@navy.example', website: 'www.navy.example' });
  });

  it('trusts the mail address more than the size of print', () => {
    const { set } = draftFields([
      line('Blue Harbour', 50),
      line('Grace Hopper', 20),
      line('g.hopper@blueharbour.example'),
    ]);
    expect(set).toMatchObject({ given_name: 'Grace', family_name: 'Hopper', company: 'Blue Harbour' });
  });

  it('writes names in capitals as people write them, without titles', () => {
    const { set } = draftFields([line('DR. GRACE HOPPER', 40)]);
    expect(set).toMatchObject({ given_name: 'Grace', family_name: 'Hopper' });
  });

  it('is sure of clear print, and as unsure as the reading of faint print', () => {
    const sureOf = (reading: number) => draftFields([line('ada@example.com', 20, reading)]).conf.email;
    expect(sureOf(0.93)).toBe(0.98);
    expect(sureOf(0.5)).toBeLessThan(0.6);
  });

  it('keeps the kind of each number beside it, and leaves out what is no phone', () => {
    const { set } = draftFields([
      line('Fax 030 123456-9'),
      line('030 1234567'),
      line('10115 Berlin'),
      line('12345'),
    ]);
    expect(set).toEqual({ phone: '030 123456-9', phone_kind: 'fax', phone_2: '030 1234567' });
  });

  it('finds nothing where there is nothing', () => {
    expect(draftFields([line('~~ // ~~')]).set).toEqual({});
  });
});
