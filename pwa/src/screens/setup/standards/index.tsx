import { useState } from 'preact/hooks';
import { Segmented } from '../../../ui/Bars';
import { Plans } from './Plans';
import { Rules } from './Rules';
import { Sop } from './Sop';
import './standards.css';
import { Time } from './Time';
import { s } from './words';

const PARTS = { rules: Rules, plans: Plans, time: Time, print: Sop } as const;
type Part = keyof typeof PARTS;

/** The standards of the house: what a supervisor sets, sees first, and prints. */
export function Standards() {
  const [part, setPart] = useState<Part>('rules');
  const View = PARTS[part];
  return (
    <section class="standards">
      <Segmented
        label={s('parts')}
        options={(Object.keys(PARTS) as Part[]).map((value) => ({ value, label: s(`part.${value}`) }))}
        value={part}
        onPick={setPart}
      />
      <View />
    </section>
  );
}
