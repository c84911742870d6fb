/** The policies while they are edited: the draft, what is wrong with it, what it changes, its dry run, and the save. */
import { useState } from 'react';
import type { Forecast, PolicyBook, PolicyRoom } from '../../../../core/contract/policy.js';
import type { PolicyScope } from '../../../../core/notice/policy-book.js';
import { changesWords } from '../../../../core/notice/policy-words.js';
import { api } from '../../api.js';
import { useErrand } from '../../hooks/use-errand.js';
import { newId } from '../../new-id.js';
import { faultsIn, type Place, scopeWordsIn, withException } from './draft.js';

/** What is being edited, and the version it was begun on. */
interface Draft {
  readonly book: PolicyBook;
  readonly version: number;
}

const MENDED_WORDS = '改正原来不能执行的规则';
const SAFE = '您的修改还在';

export type PolicyDraft = ReturnType<typeof usePolicyDraft>;

export function usePolicyDraft(room: PolicyRoom, put: (room: PolicyRoom) => void, reload: () => void) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [place, setPlace] = useState<Place>(null);
  const [found, setFound] = useState<readonly { readonly id: string; readonly words: string }[]>([]);
  const [forecast, setForecast] = useState<Forecast | null>(null);
  // What was thrown away must not live on in a field.
  const [turn, setTurn] = useState(0);
  const [said, say] = useState<string | null>(null);
  const [trying, saving] = [useErrand(), useErrand()];
  const book = draft?.book ?? room.book;
  const words = scopeWordsIn(room, found);
  const faults = faultsIn(book, words);
  const differences = faults.length > 0 ? [] : changesWords(room.book, book, (scope) => words(scope) ?? '已不存在的范围');

  const begin = (next: Draft | null) => {
    setDraft(next);
    setForecast(null);
    saving.clear();
  };
  const edit = (next: PolicyBook) => {
    begin({ book: next, version: draft?.version ?? room.version });
    say(null);
  };
  const settled = (next: PolicyRoom) => {
    begin(null);
    say(next.words);
    if (!next.book.exceptions.some(({ id }) => id === place)) setPlace(null);
    put(next);
  };
  return {
    book,
    place,
    setPlace,
    words,
    faults,
    changes: room.broken === null || faults.length > 0 ? differences : [MENDED_WORDS, ...differences],
    forecast,
    trying,
    saving,
    said,
    turn,
    isEditing: draft !== null,
    edit,
    settled,
    addException: (scope: PolicyScope, name: string) => {
      const id = newId();
      setFound([...found, { id: scope.id, words: name }]);
      edit(withException(book, id, scope));
      setPlace(id);
    },
    tryIt: () =>
      void trying.run(async () => {
        setForecast(await api.tryPolicy({ book }));
        return null;
      }, SAFE),
    save: () =>
      saving.run(async (requestId) => {
        settled(await api.savePolicy({ requestId, expectedVersion: draft?.version ?? room.version, book }));
        return null;
      }, SAFE),
    drop: () => {
      begin(null);
      setTurn(turn + 1);
      setPlace(null);
      reload();
    },
  };
}
