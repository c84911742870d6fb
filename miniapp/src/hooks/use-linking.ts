/** After a sign-in by password or code: is the account of the platform that holds this phone to be linked? Asked once. */
import { useState } from 'react';
import type { ConnectionKind } from '../../../core/contract/connection.js';
import type { Session } from '../../../core/contract/session.js';
import { api } from '../api.js';
import { dropTicket, keptTicket, type Ticket } from '../entry.js';
import { keepSession } from '../session.js';
import { deviceStorage } from '../storage.js';
import { useErrand } from './use-errand.js';

export interface Linking {
  /** Whoever is in now and is to be asked; null: nothing to ask. */
  readonly asked: { readonly who: string; readonly platform: ConnectionKind } | null;
  readonly isBusy: boolean;
  readonly wrong: string | null;
  /** Keeps the session; goes on at once where nothing is to be asked. */
  readonly enter: (session: Session) => void;
  readonly link: () => void;
  readonly skip: () => void;
}

const whoOf = ({ me: { person } }: Session): string => (person.unitName === null ? person.name : `${person.name}（${person.unitName}）`);

export function useLinking(goOn: () => void): Linking {
  const [asked, ask] = useState<(Ticket & { readonly who: string }) | null>(null);
  const errand = useErrand();
  const end = (): void => {
    dropTicket(deviceStorage);
    goOn();
  };
  const link = async (): Promise<void> => {
    if (asked === null) return;
    const { ticket } = asked;
    const isLinked = await errand.run(async (requestId) => (await api.linkAccount({ requestId, ticket })).words, '您已登录');
    if (isLinked) end();
  };
  return {
    asked,
    isBusy: errand.isBusy,
    wrong: errand.wrong,
    enter: (session) => {
      keepSession(session);
      const ticket = keptTicket(deviceStorage, new Date());
      if (ticket === null) goOn();
      else ask({ ...ticket, who: whoOf(session) });
    },
    link: () => void link(),
    skip: end,
  };
}
