import { useState } from 'preact/hooks';
import { api } from '../../../api';
import { Button } from '../../../ui/Button';
import { Pill } from '../../../ui/Chip';
import { CheckField, TextField } from '../../../ui/Field';
import { EditIcon, PlusIcon } from '../../../ui/icons';
import { toast } from '../../../ui/Toast';
import { useSending } from '../../shared/sending';
import { Form } from '../Form';
import { Awaited, useLoaded } from '../loading';
import { t } from '../words';
import type { Brochure } from './wire';
import { x } from './words';

interface FormProps {
  item: Brochure | null;
  onClose: () => void;
  onSaved: () => void;
}

function BrochureForm({ item, onClose, onSaved }: FormProps) {
  const { busy, failed, errors, send } = useSending();
  const [draft, setDraft] = useState({
    title: item?.title ?? '',
    url: item?.url ?? '',
    product: item?.product ?? '',
    active: item?.active ?? true,
  });
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const save = async () => {
    const body = {
      ...draft,
      title: draft.title.trim(),
      url: draft.url.trim(),
      product: draft.product.trim() || null,
    };
    const done = await send(() =>
      item ? api.patch(`/api/v1/collateral/${item.id}`, body) : api.post('/api/v1/collateral', body),
    );
    if (!done) return;
    toast(x('along.saved'));
    onSaved();
    onClose();
  };
  return (
    <Form
      title={item?.title ?? x('along.new')}
      busy={busy}
      failed={failed}
      onClose={onClose}
      onSubmit={() => void save()}
      testId="brochure-form"
    >
      <TextField
        label={x('along.name')}
        value={draft.title}
        onValue={(title) => set({ title })}
        error={errors.title}
        testId="brochure-title"
      />
      <TextField
        label={x('along.url')}
        type="url"
        placeholder="https://"
        value={draft.url}
        onValue={(url) => set({ url })}
        error={errors.url}
        testId="brochure-url"
      />
      <TextField label={x('along.product')} value={draft.product} onValue={(product) => set({ product })} />
      {item && (
        <CheckField
          label={x('along.active')}
          checked={draft.active}
          onChecked={(active) => set({ active })}
        />
      )}
    </Form>
  );
}

/** How sales uses it: what nobody sends helps nobody. */
const Use = ({ used, people, won }: Brochure) => (
  <p class="muted num">
    {used === 0
      ? x('along.unused')
      : [
          x('along.used', { count: used }),
          x('along.by', { count: people }),
          x('along.won', { count: won }),
        ].join(' · ')}
  </p>
);

const Row = ({ item, onEdit }: { item: Brochure; onEdit: () => void }) => (
  <li class="record" data-testid="brochure-row">
    <div class="record-words">
      <h3>{item.title}</h3>
      <p class="text-first">
        <a href={item.url} target="_blank" rel="noreferrer">
          {item.url}
        </a>
      </p>
      <Use {...item} />
      <p class="pills">
        {item.product && <Pill>{item.product}</Pill>}
        {!item.active && <Pill>{x('along.retired')}</Pill>}
      </p>
    </div>
    <Button icon={EditIcon} aria-label={x('edit', { kind: item.title })} onClick={onEdit}>
      {t('edit')}
    </Button>
  </li>
);

/** What goes along with mails, and how it is used. */
export function Brochures() {
  const list = useLoaded<Brochure[]>('/api/v1/collateral');
  const [open, setOpen] = useState<Brochure | 'new' | null>(null);
  return (
    <section class="text-part" aria-labelledby="brochures">
      <header class="setup-acts">
        <div>
          <h2 id="brochures">{x('along.title')}</h2>
          <p class="muted">{x('along.text')}</p>
        </div>
        <Button icon={PlusIcon} onClick={() => setOpen('new')} testId="brochure-new">
          {x('along.new')}
        </Button>
      </header>
      <Awaited of={list}>
        {(items) =>
          items.length === 0 ? (
            <p class="muted">{x('along.none')}</p>
          ) : (
            <ul>
              {items.map((item) => (
                <Row key={item.id} item={item} onEdit={() => setOpen(item)} />
              ))}
            </ul>
          )
        }
      </Awaited>
      {open && (
        <BrochureForm
          item={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={list.reload}
        />
      )}
    </section>
  );
}
