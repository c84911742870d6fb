/** Rounds and findings. The tasks below them have a store of their own. */
import type { ClientSession, Connection } from 'mongoose';
import type { Finding, Round } from '../../core/ledger/model.js';
import type { LedgerStore } from '../services.js';
import { asFilter, joining, kept, type Kept, plain } from './documents.js';
import { ledgerModels } from './task-models.js';

/** Read so many at a time, many findings hold up nobody else. */
const BATCH = 500;

export function openLedger(connection: Connection, session: ClientSession | null): LedgerStore {
  const { rounds, findings } = ledgerModels(connection);
  return {
    rounds: async () =>
      (await rounds.collection.find<Kept<Round>>({}, { ...joining(session), sort: { createdAt: 1, _id: 1 } }).toArray()).map(plain<Round>),
    round: async (id) => {
      const round = await rounds.collection.findOne<Kept<Round>>(asFilter({ _id: id }), joining(session));
      return round === null ? null : plain<Round>(round);
    },
    saveRound: async (round) => {
      await rounds.replaceOne({ _id: round.id }, kept(round), { ...joining(session), upsert: true });
    },
    finding: async (id) => {
      const finding = await findings.findById(id).session(session).lean();
      return finding === null ? null : plain<Finding>(finding);
    },
    findings: async (ids) => {
      const found = findings.collection.find<Kept<Finding>>(asFilter({ _id: { $in: [...ids] } }), { ...joining(session), batchSize: BATCH });
      return (await found.toArray()).map(plain<Finding>);
    },
    findingsOf: async (roundId) => (await findings.find({ roundId }).session(session).sort({ _id: 1 }).lean()).map((one) => plain<Finding>(one)),
    saveFindings: async (list) => {
      if (list.length === 0) return;
      const writes = list.map((finding) => ({ replaceOne: { filter: { _id: finding.id }, replacement: kept(finding), upsert: true } }));
      await findings.bulkWrite(writes, joining(session));
    },
    removeRound: async (id) => {
      await findings.deleteMany({ roundId: id }, joining(session));
      await rounds.deleteOne({ _id: id }, joining(session));
    },
  };
}
