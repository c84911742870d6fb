/** How DingTalk's robot calls a service: headers signed after the vendor's page, written apart from the code under test. */
import { createHmac, randomUUID } from 'node:crypto';

/** base64, not encoded for a URL. */
export const signOf = (appSecret: string, timestamp: string): string =>
  createHmac('sha256', appSecret).update(`${timestamp}\n${appSecret}`, 'utf8').digest('base64');

/** `ms`: the platform's clock. */
export const signedHeaders = (appSecret: string, ms: number = Date.now()): Readonly<Record<string, string>> => ({
  'content-type': 'application/json; charset=utf-8',
  timestamp: String(ms),
  sign: signOf(appSecret, String(ms)),
});

/** Said to the robot alone by somebody of the corp, with every member that the vendor names; `undefined` leaves one out. */
export const robotMessage = (facts: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    msgtype: 'text',
    text: { content: ' 待办' },
    msgId: `msg${randomUUID()}==`,
    createAt: Date.now(),
    conversationType: '1',
    conversationId: 'cidZ2FwY==',
    senderId: '$:LWCP_v1:$Abcdef==',
    senderStaffId: '016422',
    senderNick: '何俊',
    senderCorpId: 'dingcorp0001',
    chatbotCorpId: 'dingcorp0001',
    chatbotUserId: '$:LWCP_v1:$Robot==',
    isAdmin: false,
    robotCode: 'dingrobot',
    sessionWebhookExpiredTime: Date.now() + 5_400_000,
    ...facts,
  });
