/** Passwords by argon2id, at OWASP's figures (19 MiB, 2 passes, 1 lane): slow on purpose, about 30 ms. */
import argon2 from 'argon2';
import type { Passwords } from './services.js';

const COST = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Chinese input methods give full-width letters and digits; they are the same password. */
const asTyped = (password: string): string => password.normalize('NFKC');

export function openPasswords(): Passwords {
  return {
    hash: (password) => argon2.hash(asTyped(password), COST),
    matches: (hash, password) => argon2.verify(hash, asTyped(password)),
  };
}
