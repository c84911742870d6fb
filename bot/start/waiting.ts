/** What the port answers before the service is there: a page that says what is being done, and goes on by itself. */
import type { RequestListener } from 'node:http';

export interface Waiting {
  readonly listener: RequestListener;
  say(words: string): void;
}

export function waitingPage(): Waiting {
  let words = '督办正在启动，请稍候。';
  return {
    say: (sentence) => {
      words = sentence;
    },
    listener: (request, response) => {
      const isApi = request.url?.startsWith('/api/') === true;
      response.statusCode = 503;
      response.setHeader('retry-after', '2');
      response.setHeader('cache-control', 'no-store');
      response.setHeader('content-type', isApi ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8');
      response.end(isApi ? JSON.stringify({ error: { id: 'starting', message: words, remedy: '请稍后再试。', requestId: '' } }) : page(words));
    },
  };
}

const page = (
  words: string,
): string => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="2"><meta name="color-scheme" content="light dark"><title>督办</title>
<style>body{font:17px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;box-sizing:border-box}</style></head>
<body><p role="status">${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p></body></html>`;
