/** Small lists the draft reader goes by; the server's are larger. All lower case. */

/** Endings of a company's legal form. */
export const COMPANY_FORM =
  /\b(gmbh|mbh|ag|kg|ohg|ug|e\.?k|inc|llc|ltd|limited|plc|corp|corporation|co|company|s\.?a\.?s?|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|oy|ab|a\/s|as|aps|sp\. ?z ?o\.?o|s\.?l|pty|group|holding|gruppe)\b\.?$/i;

export const JOB_WORDS = new Set(
  `accountant administrator advisor agent analyst architect assistant associate attorney berater buyer ceo cfo chef chief cio
  cmo commercial consultant coo coordinator cto dealer designer developer direcktor directeur director direktor directrice
  editor einkauf engineer entwickler executive expert founder geschäftsführer geschäftsführerin gérant head ingenieur
  inhaber inhaberin ingénieur inspector journalist key lawyer lead leader leiter leiterin manager managerin managing
  marketing mechanic officer operations owner partner physician planner president procurement producer produktmanager
  professor programmer projektleiter prokurist purchasing quality referent rep representative responsable sales
  scientist secretary service specialist strategist supervisor technician technical techniker technologist trainer
  verkauf vertrieb vertriebsleiter vice vp`.split(/\s+/),
);

/** Words that make a line in capitals something else than a person. */
export const NOT_A_NAME = new Set(
  `and the of for für und street st road rd avenue ave lane way platz straße strasse str allee weg suite floor box phone
  tel fax mobile mail email web hall booth stand building park center centre city germany france italy austria
  switzerland netherlands kingdom states america solutions systems technologies technology services industries
  international engineering software consulting media design studio university institute`.split(/\s+/),
);

export const TITLES = new Set(
  'mr mrs ms miss dr prof ing dipl-ing dipl herr frau mba msc bsc phd med h c'.split(' '),
);
