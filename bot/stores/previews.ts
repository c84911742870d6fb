/** The rooms of the preview chat. Types only. */

export interface PreviewMessage {
  readonly id: string;
  /** `person:<id>` or `group:<groupId>`. */
  readonly room: string;
  readonly at: Date;
  readonly text: string;
  /** core/contract/chat `Card`, or null for plain text. */
  readonly card: unknown;
  /** The person who said it; null or absent: the bot. */
  readonly by?: string | null;
}

export interface PreviewStore {
  insert(message: PreviewMessage): Promise<void>;
  /** In place of what it said and of its card; harmless where there is none. */
  replaceWords(id: string, text: string): Promise<void>;
  find(id: string): Promise<PreviewMessage | null>;
  /** Newest `limit`, oldest first. */
  ofRoom(room: string, limit: number): Promise<readonly PreviewMessage[]>;
  rooms(): Promise<readonly { readonly room: string; readonly last: PreviewMessage; readonly count: number }[]>;
}
