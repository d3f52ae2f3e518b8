import { formatCount } from '../../../text/format';
import { Table } from '../../../ui/Table';
import type { Named, RulesPreview } from './wire';
import { s } from './words';

export const whose = ({ given_name, family_name, company }: Named): string =>
  [[given_name, family_name].filter(Boolean).join(' '), company].filter(Boolean).join(', ') || '–';

/** What publishing rules would do: classes before and after, who moves and why. */
export const RulesSeen = ({ preview }: { preview: RulesPreview }) => (
  <>
    <h2>{s('preview.title')}</h2>
    <Table
      caption={s('preview.classes')}
      columns={[
        { key: 'class', label: s('preview.class'), cell: (row) => row.class },
        { key: 'before', label: s('preview.before'), cell: (row) => formatCount(row.before) },
        { key: 'after', label: s('preview.after'), cell: (row) => formatCount(row.after) },
      ]}
      rows={preview.classes}
      rowKey={(row) => row.class}
      testId="preview-classes"
    />
    {preview.moving === 0 ? (
      <p>{s('preview.none')}</p>
    ) : (
      <>
        <p>{s('preview.moving', { moving: preview.moving, leads: preview.leads })}</p>
        <p>
          {s('preview.owners', { other: preview.owners.other_kind, unowned: preview.owners.unowned })}{' '}
          {s('preview.steps', {
            added: preview.plans.added,
            moved: preview.plans.moved,
            dropped: preview.plans.dropped,
          })}
        </p>
        <p class="muted">{s('preview.some', { shown: preview.moves.length })}</p>
        <ul class="moves">
          {preview.moves.map((move) => (
            <li key={move.id}>
              <b class="num">{s('preview.move', { before: move.before.class, after: move.after.class })}</b>{' '}
              {whose(move)}
              <p class="muted">{move.why.join(' ')}</p>
            </li>
          ))}
        </ul>
      </>
    )}
  </>
);
