import { useState } from 'preact/hooks';
import { formatMoney, parseMoney } from '../../../text/format';
import { SelectField, TextField } from '../../../ui/Field';
import { Form } from '../Form';
import { slugOf } from '../show';
import { comparandOf, comparandText, freeCode, numberOf } from './lists';
import { currencyOf } from './money';
import type { Rule } from './wire';
import { s, worded } from './words';

const FACTS = [
  'rating',
  'need',
  'budget',
  'authority',
  'decision_days',
  'products',
  'company_size',
  'is_customer',
  'competitor',
  'source',
  'interest',
  'country',
  'answer',
];
const OPERATORS = ['is', 'is_not', 'in', 'has', 'at_least', 'at_most', 'known'];
const EFFECTS = ['worth_set', 'worth_add', 'worth_percent', 'probability_set', 'probability_add'];
const MONEY = ['worth_set', 'worth_add'];

const options = (kind: string, codes: readonly string[]) =>
  codes.map((value) => ({ value, label: worded(kind, value) }));

const begun = (rule: Rule | null) => ({
  words: rule?.words ?? '',
  fact: rule?.fact.startsWith('answer.') ? 'answer' : (rule?.fact ?? 'rating'),
  answer: rule?.fact.startsWith('answer.') ? rule.fact.slice('answer.'.length) : '',
  operator: rule?.operator ?? 'is',
  value: rule ? comparandText(rule.value) : '',
  effect: rule?.effect ?? 'probability_add',
  amount: rule
    ? MONEY.includes(rule.effect)
      ? formatMoney(rule.amount, currencyOf())
      : String(rule.amount)
    : '',
});
type Typed = ReturnType<typeof begun>;

const amountOf = ({ effect, amount }: Typed): number | null =>
  MONEY.includes(effect) ? parseMoney(amount, currencyOf()) : numberOf(amount);

interface Props {
  rule: Rule | null;
  taken: readonly string[];
  onClose: () => void;
  onKeep: (rule: Rule) => void;
}

/** One rule: if this, then that, and the reason people will read. */
export function RuleForm({ rule, taken, onClose, onKeep }: Props) {
  const [typed, setTyped] = useState(() => begun(rule));
  const [wrong, setWrong] = useState(false);
  const set = (change: Partial<Typed>) => setTyped((before) => ({ ...before, ...change }));
  const keep = () => {
    const amount = amountOf(typed);
    if (amount === null || !typed.words.trim()) return setWrong(true);
    const fact = typed.fact === 'answer' ? `answer.${typed.answer.trim()}` : typed.fact;
    onKeep({
      code: rule?.code ?? freeCode(slugOf(typed.words, []), taken),
      words: typed.words.trim(),
      fact,
      operator: typed.operator,
      value: comparandOf(typed.value, fact, typed.operator),
      effect: typed.effect,
      amount: Math.round(amount),
    });
    onClose();
  };
  return (
    <Form
      title={rule?.words ?? s('rule.new')}
      busy={false}
      failed={wrong ? s('wrong') : ''}
      onClose={onClose}
      onSubmit={keep}
      testId="rule-form"
    >
      <TextField
        label={s('rule.words')}
        value={typed.words}
        maxLength={200}
        onValue={(words) => set({ words })}
        testId="rule-words"
      />
      <SelectField
        label={s('rule.fact')}
        value={typed.fact}
        onValue={(fact) => set({ fact })}
        options={options('fact', FACTS)}
      />
      {typed.fact === 'answer' && (
        <TextField label={s('rule.answer')} value={typed.answer} onValue={(answer) => set({ answer })} />
      )}
      <SelectField
        label={s('rule.operator')}
        value={typed.operator}
        onValue={(operator) => set({ operator })}
        options={options('operator', OPERATORS)}
      />
      {typed.operator !== 'known' && (
        <TextField
          label={s('rule.value')}
          hint={s('rule.value.hint')}
          value={typed.value}
          onValue={(value) => set({ value })}
          testId="rule-value"
        />
      )}
      <SelectField
        label={s('rule.effect')}
        value={typed.effect}
        onValue={(effect) => set({ effect })}
        options={options('effect', EFFECTS)}
      />
      <TextField
        label={s('rule.amount')}
        inputMode="decimal"
        value={typed.amount}
        onValue={(amount) => set({ amount })}
        testId="rule-amount"
      />
    </Form>
  );
}
