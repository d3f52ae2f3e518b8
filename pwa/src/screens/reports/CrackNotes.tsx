import { useState } from 'preact/hooks';
import { api } from '../../api';
import { formatDay } from '../../text/format';
import { Button } from '../../ui/Button';
import { SelectField, TextArea } from '../../ui/Field';
import { toast } from '../../ui/Toast';
import type { Id } from '../../wire';
import { problemText } from '../shared/problem';
import { useLoaded } from './loading';
import type { Report } from './report';
import { t } from './words';

const CAUSES = ['nobody', 'time', 'data', 'tool', 'process', 'prospect', 'other'] as const;
type Cause = (typeof CAUSES)[number];

interface Note {
  id: Id;
  crack: string;
  cause: Cause;
  text: string;
  action: string | null;
  by_name: string | null;
  at: number;
  before: number;
  before_of: number;
  after: number;
  after_of: number;
}

interface Props {
  report: Report;
  show: Id | null;
}

/** Cracks and stages by name: what a note can be about. */
function placesOf(report: Report) {
  const cracks = report.tables.find((table) => table.name === 'cracks')?.columns.slice(2) ?? [];
  return cracks.map((column) => ({ value: column.name, label: column.label }));
}

const Told = ({ note, place }: { note: Note; place: string }) => (
  <li class="crack-note">
    <strong>
      {place} · {t(`cause.${note.cause}`)}
    </strong>
    <p>{note.text}</p>
    {note.action && <p>→ {note.action}</p>}
    <p class="muted">
      {[note.by_name, formatDay(note.at)].filter(Boolean).join(', ')} ·{' '}
      {t('notes.before', {
        before: note.before,
        of: note.before_of,
        after: note.after,
        afterOf: note.after_of,
      })}
    </p>
  </li>
);

function Write({ report, show, onKept }: Props & { onKept: () => void }) {
  const places = placesOf(report);
  const [crack, setCrack] = useState(places[0]?.value ?? '');
  const [cause, setCause] = useState<string>('nobody');
  const [text, setText] = useState('');
  const [action, setAction] = useState('');
  const keep = async () => {
    const answer = await api.post('/api/v1/crack-notes', {
      crack,
      show,
      cause,
      text,
      action: action || null,
    });
    toast(answer.ok ? t('notes.saved') : problemText(answer));
    if (!answer.ok) return;
    setText('');
    setAction('');
    onKept();
  };
  const causes = CAUSES.map((value) => ({ value, label: t(`cause.${value}`) }));
  return (
    <details class="report-how">
      <summary>{t('notes.add')}</summary>
      <div class="pair">
        <SelectField label={t('notes.crack')} options={places} value={crack} onValue={setCrack} />
        <SelectField label={t('notes.cause')} options={causes} value={cause} onValue={setCause} />
      </div>
      <TextArea label={t('notes.text')} value={text} onValue={setText} testId="crack-text" />
      <TextArea label={t('notes.action')} value={action} onValue={setAction} />
      <Button tone="signal" disabled={!text.trim()} onClick={keep} testId="crack-keep">
        {t('notes.save')}
      </Button>
    </details>
  );
}

/** Causes told by those who work there, each with the number of then and of now. */
export function CrackNotes({ report, show }: Props) {
  const query = show ? `?show=${show}` : '';
  const notes = useLoaded(query, (signal) => api.get<Note[]>(`/api/v1/crack-notes${query}`, { signal }));
  const names = new Map(placesOf(report).map((place) => [place.value, place.label]));
  return (
    <section class="report-table" data-testid="crack-notes">
      <h2>{t('notes.title')}</h2>
      {notes.data?.length === 0 && <p class="muted">{t('notes.none')}</p>}
      <ul class="crack-notes">
        {notes.data?.map((note) => (
          <Told key={note.id} note={note} place={names.get(note.crack) ?? note.crack} />
        ))}
      </ul>
      <Write report={report} show={show} onKept={notes.reload} />
    </section>
  );
}
