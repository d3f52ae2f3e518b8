import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { t as words } from '../../text';
import { readFilters } from './address';
import { List } from './List';
import { ReportPage } from './ReportPage';
import './reports.css';
import { t } from './words';

/** Reports: the list, or the one named in the address. */
export function ReportsScreen() {
  const { query } = useLocation();
  useEffect(() => {
    document.title = `${t('title')} · ${words('app.name')}`;
  }, []);
  return query.r ? <ReportPage key={query.r} name={query.r} filters={readFilters(query)} /> : <List />;
}
