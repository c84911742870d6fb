/** ARIA and test marks for our boxes, for the browser and, by `config/aria.ts`, for the mini-program: Taro adds none of its own. */
export interface Marks {
  readonly role?: string | undefined;
  readonly label?: string | undefined;
  readonly testid?: string | undefined;
  readonly isPressed?: boolean | undefined;
  readonly isOff?: boolean | undefined;
}

/** Only what is given: Taro writes an undefined attribute out as the word "undefined". */
export function markup({ role, label, testid, isPressed, isOff }: Marks): Record<string, string> {
  return {
    ...(role === undefined ? {} : { role }),
    ...(label === undefined ? {} : { 'aria-label': label }),
    ...(testid === undefined ? {} : { 'data-testid': testid }),
    ...(isPressed === undefined ? {} : { 'aria-pressed': String(isPressed) }),
    ...(isOff === undefined ? {} : { 'aria-disabled': String(isOff) }),
  };
}
