import { useState } from 'preact/hooks';
import { call } from '../../../api';
import { Button } from '../../../ui/Button';
import { TextArea } from '../../../ui/Field';
import { toast } from '../../../ui/Toast';
import { useSending } from '../../shared/sending';
import { Awaited, useLoaded } from '../loading';
import { s } from './words';

interface Document {
  own_words: string;
}

function OwnWords({ begun }: { begun: string }) {
  const [words, setWords] = useState(begun);
  const { busy, failed, send } = useSending();
  const save = async () => {
    const kept = await send(() => call('PUT', '/api/v1/standards/sop', { json: { words } }));
    if (kept) toast(s('sop.saved'));
  };
  return (
    <>
      <TextArea
        label={s('sop.words')}
        value={words}
        onValue={setWords}
        rows={6}
        error={failed || undefined}
        testId="sop-words"
      />
      <div>
        <Button disabled={busy} onClick={() => void save()} testId="sop-save">
          {s('sop.save')}
        </Button>
      </div>
    </>
  );
}

/** The procedure as one document, and the organisation's own words in front of it. */
export function Sop() {
  const sop = useLoaded<Document>('/api/v1/standards/sop');
  return (
    <section class="stack" aria-label={s('sop.title')}>
      <h2>{s('sop.title')}</h2>
      <p>{s('sop.text')}</p>
      <div>
        <a
          class="btn btn-signal"
          href="/api/v1/standards/sop.html"
          target="_blank"
          rel="noopener"
          data-testid="sop-open"
        >
          {s('sop.open')}
        </a>
      </div>
      <Awaited of={sop}>{({ own_words }) => <OwnWords begun={own_words} />}</Awaited>
    </section>
  );
}
