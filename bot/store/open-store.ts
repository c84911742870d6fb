/** Connects to MongoDB and opens every store on it; the one door into this folder. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from 'mongodb';
import mongoose, { type ClientSession, type Connection } from 'mongoose';
import type { Blobs, Store } from '../services.js';
import { openAccounts } from './accounts.js';
import { openApps } from './apps.js';
import { openBlobs } from './blobs.js';
import { openConversations } from './conversations.js';
import { openDetours } from './detours.js';
import { openDirectories } from './directories.js';
import { openDispatches } from './dispatches.js';
import { openEvents } from './events.js';
import { openGroupChats } from './group-chats.js';
import { openHandshakes } from './handshakes.js';
import { openImports } from './imports.js';
import { openIncoming } from './incoming.js';
import { openLeases } from './leases.js';
import { openLedger } from './ledger.js';
import { openOutbox } from './outbox.js';
import { openOutboxMemory } from './outbox-old.js';
import { openFigures } from './outbox-figures.js';
import { openPeople } from './people.js';
import { openPolicies } from './policies.js';
import { openPreviews } from './previews.js';
import { openBudgets } from './budgets.js';
import { openRatings } from './ratings.js';
import { openRobots } from './robots.js';
import { openSettings } from './settings.js';
import { openTasks } from './tasks.js';
import { openTokens } from './tokens.js';
import { openUploads } from './uploads.js';
import { openWeeks } from './weeks.js';
import { openWindows } from './windows.js';
import { openFingerprints } from './fingerprints.js';

export interface OpenedStore {
  readonly store: Store;
  readonly connection: Connection;
  readonly db: Db;
  readonly blobs: Blobs;
  /** Makes collections and indexes that are missing; harmless when repeated. */
  ensureIndexes(): Promise<void>;
  /** Rejects when the primary does not answer. */
  ping(): Promise<void>;
  /** The primary's clock. */
  serverTime(): Promise<Date>;
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly dbName?: string;
  /** Runs `ensureIndexes` before answering. */
  readonly autoIndex?: boolean;
  /** How long a call waits for a primary before it fails. */
  readonly patienceMs?: number;
}

/** Whoever asks whether we are ready does not wait for a primary to be found. */
const PING_MS = 2_000;

const TRANSACTION = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' }, readPreference: 'primary' } as const;

const ROOMS = {
  tasks: openTasks,
  ledger: openLedger,
  people: openPeople,
  accounts: openAccounts,
  events: openEvents,
  outbox: openOutbox,
  figures: openFigures,
  outboxMemory: openOutboxMemory,
  dispatches: openDispatches,
  previews: openPreviews,
  conversations: openConversations,
  robots: openRobots,
  apps: openApps,
  tokens: openTokens,
  incoming: openIncoming,
  detours: openDetours,
  groupChats: openGroupChats,
  leases: openLeases,
  handshakes: openHandshakes,
  directories: openDirectories,
  uploads: openUploads,
  fingerprints: openFingerprints,
  imports: openImports,
  policies: openPolicies,
  windows: openWindows,
  ratings: openRatings,
  budgets: openBudgets,
  settings: openSettings,
  weeks: openWeeks,
} satisfies { readonly [Name in Exclude<keyof Store, 'transaction'>]: (connection: Connection, session: ClientSession | null) => Store[Name] };

/**
 * Each store is opened when it is first asked for: a transaction needs three or four of them, and opening all cost it a millisecond.
 * Outside of one all are, so that every collection is known when the indexes are made.
 */
function storeOn(connection: Connection, session: ClientSession | null): Store {
  const store: Partial<Record<keyof Store, unknown>> = {
    // Inside a transaction a second one is the same one.
    transaction:
      session === null
        ? (work: (store: Store) => Promise<unknown>) => inTransaction(connection, work)
        : (work: (store: Store) => Promise<unknown>) => work(store as Store),
  };
  for (const [name, open] of Object.entries(ROOMS)) {
    let opened: unknown;
    const get = (): unknown => (opened ??= open(connection, session));
    Object.defineProperty(store, name, { enumerable: true, get });
    if (session === null) get();
  }
  return store as Store;
}

async function inTransaction<T>(connection: Connection, work: (store: Store) => Promise<T>): Promise<T> {
  const session = await connection.startSession();
  try {
    return await session.withTransaction(() => work(storeOn(connection, session)), TRANSACTION);
  } finally {
    await session.endSession();
  }
}

/** The URI must be that of a replica set; `dbName` overrides the one it names. Rejects when no primary answers. */
export async function openStore(uri: string, { dbName, autoIndex = true, patienceMs = 10_000 }: StoreOptions = {}): Promise<OpenedStore> {
  const connection = await mongoose
    .createConnection(uri, {
      ...(dbName === undefined ? {} : { dbName }),
      appName: 'duban',
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority' },
      serverSelectionTimeoutMS: patienceMs,
    })
    .asPromise();
  const db = connection.getClient().db(connection.name);
  const store = storeOn(connection, null);
  const opened: OpenedStore = {
    store,
    connection,
    db,
    blobs: openBlobs(db),
    ensureIndexes: async () => {
      for (const model of Object.values(connection.models)) {
        await model.createCollection();
        await model.createIndexes();
      }
    },
    ping: async () => {
      const late = new AbortController();
      const tooLate = pause(PING_MS, undefined, { signal: late.signal }).then(() => {
        throw new Error('the primary does not answer');
      });
      await Promise.race([db.command({ ping: 1 }), tooLate]).finally(() => late.abort());
    },
    serverTime: async () => {
      const { localTime } = await db.command({ hello: 1 });
      return localTime as Date;
    },
    close: () => connection.close(),
  };
  if (autoIndex) await opened.ensureIndexes();
  return opened;
}
