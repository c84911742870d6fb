/** Every kind of message there is, each as one of its readers gets it, out of the rules and words that the service uses. */
import { aboveScenes } from './above-scenes.js';
import { clockScenes } from './clock-scenes.js';
import { deciderScenes } from './decider-scenes.js';
import { groupScenes } from './group-scenes.js';
import { noteScenes } from './note-scenes.js';
import { ownerScenes } from './owner-scenes.js';
import type { Scene } from './scene.js';
import { weekScenes } from './week-scenes.js';

export const allScenes = (): readonly Scene[] => [
  ...ownerScenes(),
  ...deciderScenes(),
  ...aboveScenes(),
  ...groupScenes(),
  ...weekScenes(),
  ...clockScenes(),
  ...noteScenes(),
];
