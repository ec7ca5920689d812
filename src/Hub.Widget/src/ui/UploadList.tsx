import type { Texts } from '../app/texts';
import type { UploadItem, Uploads } from '../store/uploads';
import { Icon } from './Icons';
import { sizeLabel } from './size';

interface UploadListProps {
  uploads: Uploads;
  texts: Texts;
  language: string;
  maxBytes: number | undefined;
}

export function UploadList({ uploads, texts, language, maxBytes = 0 }: UploadListProps) {
  if (!uploads.items.length) return null;
  const status = (item: UploadItem): string => {
    if (item.error === 'too-large') return `${texts.tooLarge} ${sizeLabel(maxBytes, language)}`;
    if (item.error === 'type-refused') return texts.typeRefused;
    if (item.state === 'failed') return texts.uploadFailed;
    return item.state === 'waiting' ? texts.waiting : sizeLabel(item.file.size, language);
  };
  return (
    <ul class="uploads">
      {uploads.items.map((item) => (
        <li key={item.key} class={`upload ${item.state}`}>
          <Icon name={item.state === 'failed' ? 'alert' : 'file'} size={18} />
          <span class="file-name">{item.file.name}</span>
          <span class="file-size" role={item.state === 'failed' ? 'alert' : undefined}>
            {status(item)}
          </span>
          {item.state === 'failed' && item.error !== 'too-large' && item.error !== 'type-refused' && (
            <button type="button" class="small-button" aria-label={`${texts.retry}: ${item.file.name}`} title={texts.retry} onClick={() => uploads.retry(item.key)}>
              <Icon name="retry" size={16} />
            </button>
          )}
          <button type="button" class="small-button" aria-label={`${texts.remove}: ${item.file.name}`} title={texts.remove} onClick={() => uploads.remove(item.key)}>
            <Icon name="close" size={16} />
          </button>
          {item.state === 'sending' && <progress max={1} value={item.progress} aria-label={item.file.name} />}
        </li>
      ))}
    </ul>
  );
}
