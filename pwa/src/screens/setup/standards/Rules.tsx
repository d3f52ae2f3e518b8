import { useState } from 'preact/hooks';
import { formatMoney, parseMoney } from '../../../text/format';
import { LOCALE } from '../../../text/language';
import { Button } from '../../../ui/Button';
import { SelectField, TextField } from '../../../ui/Field';
import { PlusIcon } from '../../../ui/icons';
import { Awaited } from '../loading';
import { comparandText, numberOf, replaced } from './lists';
import { currencyOf } from './money';
import { History, Publishing, Status } from './Publishing';
import { Rows } from './Rows';
import { RuleForm } from './RuleForm';
import { RulesSeen } from './RulesSeen';
import { type Standard, useStandard } from './standard';
import type { Rule, RuleSet, RulesPreview } from './wire';
import { s, worded } from './words';

const PATH = '/api/v1/standards/rules';
type Editing = Standard<RuleSet, RulesPreview>;

const SIGNED = new Intl.NumberFormat(LOCALE, { signDisplay: 'exceptZero' });

const effectText = ({ effect, amount }: Rule): string => {
  const money = formatMoney(Math.abs(amount), currencyOf());
  switch (effect) {
    case 'worth_set':
      return s('does.worth_set', { money });
    case 'worth_add':
      return s(amount < 0 ? 'does.worth_less' : 'does.worth_more', { money });
    case 'worth_percent':
      return s('does.worth_percent', { amount });
    case 'probability_set':
      return s('does.probability_set', { amount });
    default:
      return s('does.probability_add', { points: SIGNED.format(amount) });
  }
};

const factText = ({ fact, operator, value }: Rule): string =>
  [
    fact.startsWith('answer.') ? fact.slice('answer.'.length) : worded('fact', fact),
    worded('operator', operator),
    comparandText(value).replaceAll('_', ' '),
  ]
    .filter(Boolean)
    .join(' ');

interface NumberProps {
  label: string;
  value: number;
  money?: boolean;
  error: string | undefined;
  onNumber: (value: number) => void;
}

/** A number, kept as typed while it is being typed. */
function NumberField({ label, value, money, error, onNumber }: NumberProps) {
  const shown = money ? formatMoney(value, currencyOf()) : String(value);
  const [typed, setTyped] = useState<string | null>(null);
  const read = (text: string) => (money ? parseMoney(text, currencyOf()) : numberOf(text));
  return (
    <TextField
      label={label}
      inputMode="decimal"
      value={typed ?? shown}
      error={error}
      onValue={(text) => {
        setTyped(text);
        const found = read(text);
        if (found !== null) onNumber(found);
      }}
    />
  );
}

const Thresholds = ({ of, content }: { of: Editing; content: RuleSet }) => {
  const set = (change: Partial<RuleSet>) => of.change({ ...content, ...change });
  return (
    <section aria-label={s('thresholds.title')}>
      <h2>{s('thresholds.title')}</h2>
      <div class="thresholds">
        <NumberField
          label={s('rules.worth')}
          money
          value={content.worth_threshold_minor}
          onNumber={(worth_threshold_minor) => set({ worth_threshold_minor })}
          error={of.error('worth_threshold_minor')}
        />
        <NumberField
          label={s('rules.probability')}
          value={content.probability_threshold}
          onNumber={(probability_threshold) => set({ probability_threshold })}
          error={of.error('probability_threshold')}
        />
        <NumberField
          label={s('rules.base_worth')}
          money
          value={content.base_worth_minor}
          onNumber={(base_worth_minor) => set({ base_worth_minor })}
          error={of.error('base_worth_minor')}
        />
        <NumberField
          label={s('rules.base_probability')}
          value={content.base_probability}
          onNumber={(base_probability) => set({ base_probability })}
          error={of.error('base_probability')}
        />
        <SelectField
          label={s('rules.default')}
          value={content.default_class}
          onValue={(default_class) => set({ default_class })}
          options={['A', 'B', 'C', 'D'].map((value) => ({ value, label: value }))}
        />
      </div>
    </section>
  );
};

/** First complaint about a rule, whatever field it is in. */
const complaint = (of: Editing, at: number): string | undefined =>
  Object.entries(of.errors).find(([place]) => place.startsWith(`content.rules.${at}.`))?.[1];

function RuleList({ of, content }: { of: Editing; content: RuleSet }) {
  const [open, setOpen] = useState<number | null>(null);
  const setRules = (rules: Rule[]) => of.change({ ...content, rules });
  return (
    <section aria-label={s('rules.title')}>
      <h2>{s('rules.title')}</h2>
      <p class="muted">{s('rules.text')}</p>
      <Rows
        items={content.rules}
        keyOf={(rule) => rule.code}
        nameOf={(rule) => rule.words}
        errorOf={(at) => complaint(of, at)}
        onItems={setRules}
        onEdit={setOpen}
        testId="rules-list"
      >
        {(rule) => (
          <>
            <p>{rule.words}</p>
            <p class="muted">
              {factText(rule)} → {effectText(rule)}
            </p>
          </>
        )}
      </Rows>
      <Button icon={PlusIcon} onClick={() => setOpen(content.rules.length)} testId="rule-new">
        {s('rule.new')}
      </Button>
      {open !== null && (
        <RuleForm
          rule={content.rules[open] ?? null}
          taken={content.rules.map((rule) => rule.code)}
          onClose={() => setOpen(null)}
          onKeep={(rule) => setRules(replaced(content.rules, open, rule))}
        />
      )}
    </section>
  );
}

/** The rules of classification: thresholds, rules, what publishing would do. */
export function Rules() {
  const of: Editing = useStandard<RuleSet, RulesPreview>(PATH);
  return (
    <Awaited of={of.book}>
      {(book) =>
        of.content && (
          <>
            <Status book={book} />
            <Thresholds of={of} content={of.content} />
            <RuleList of={of} content={of.content} />
            <Publishing of={of}>{(preview) => <RulesSeen preview={preview} />}</Publishing>
            <History
              key={book.version}
              path={PATH}
              current={book.version}
              onRestore={(version) => void of.restore(version)}
            />
          </>
        )
      }
    </Awaited>
  );
}
