import { HubError } from './hubError';
import type { Attachment } from './protocol';

export interface Upload {
  answer: Promise<Attachment>;
  abort(): void;
}

const codes: Record<number, string> = { 413: 'too-large', 415: 'type-refused', 429: 'rate-limited' };

/** Sends one file. XMLHttpRequest, because fetch reports no upload progress. */
export function upload(token: string, file: File, progress: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const answer = new Promise<Attachment>((resolve, reject) => {
    request.open('POST', '/visitor/files');
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.responseType = 'json';
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status === 201 && request.response) resolve(request.response as Attachment);
      else reject(new HubError(codes[request.status] ?? 'unavailable', `status ${request.status}`));
    };
    request.onerror = request.onabort = () => reject(new HubError('unavailable', 'not sent'));
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
  return { answer, abort: () => request.abort() };
}

export async function download(token: string, id: string): Promise<Blob> {
  const answer = await fetch(`/visitor/files/${encodeURIComponent(id)}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new HubError('unavailable', `status ${answer.status}`);
  return answer.blob();
}
