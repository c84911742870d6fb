/** Machine time in tests: it is the base's own clock, which nobody can move, so what waits for it is brought nearer instead. */
import type { Db } from 'mongodb';

/** As if so many milliseconds had passed for leases, holds, backoff and pace. */
export async function passMachineTime(db: Db, ms: number): Promise<void> {
  const earlier = (field: string) => ({ $cond: [{ $eq: [{ $type: `$${field}` }, 'date'] }, { $subtract: [`$${field}`, ms] }, `$${field}`] });
  const sends = { $map: { input: '$sends', as: 'sent', in: { $subtract: ['$$sent', ms] } } };
  await db.collection('notices').updateMany({}, [{ $set: { retryAt: earlier('retryAt') } }]);
  await db.collection('lanes').updateMany({}, [{ $set: { leasedUntil: earlier('leasedUntil'), heldUntil: earlier('heldUntil') } }]);
  for (const name of ['robots', 'paces']) await db.collection(name).updateMany({}, [{ $set: { heldUntil: earlier('heldUntil'), sends } }]);
  await db.collection('apps').updateMany({}, [{ $set: { heldUntil: earlier('heldUntil') } }]);
  for (const name of ['unreached', 'tokens', 'detours']) await db.collection(name).updateMany({}, [{ $set: { until: earlier('until') } }]);
}
