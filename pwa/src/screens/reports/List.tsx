import { TopBar } from '../../ui/Bars';
import { addressOf } from './address';
import { useLoaded } from './loading';
import { Missing } from './Missing';
import { type Entry, loadList } from './report';
import { t } from './words';

const Group = ({ title, entries }: { title: string; entries: readonly Entry[] }) => (
  <section class="report-group">
    <h2>{title}</h2>
    <ul>
      {entries.map((entry) => (
        <li key={entry.name}>
          <a class="report-link" href={addressOf(entry.name)} data-testid={`report-${entry.name}`}>
            <strong>{entry.title}</strong>
            <span>{entry.question}</span>
          </a>
        </li>
      ))}
    </ul>
  </section>
);

/** Every report under the question it answers. */
export function List() {
  const list = useLoaded('list', loadList);
  const groups = [...new Set(list.data?.map((entry) => entry.group) ?? [])];
  return (
    <div class="reports">
      <TopBar title={t('title')} lead={<p class="muted">{t('lead')}</p>} />
      {!list.data && <Missing of={list} />}
      <div class="report-groups">
        {groups.map((group) => {
          const entries = list.data?.filter((entry) => entry.group === group) ?? [];
          return <Group key={group} title={entries[0]?.group_title ?? ''} entries={entries} />;
        })}
      </div>
    </div>
  );
}
