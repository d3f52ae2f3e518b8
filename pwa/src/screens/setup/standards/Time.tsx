import { Calendars } from './Calendars';
import { Clocks } from './Clocks';

/** How fast, and when people work. */
export const Time = () => (
  <>
    <Clocks />
    <Calendars />
  </>
);
