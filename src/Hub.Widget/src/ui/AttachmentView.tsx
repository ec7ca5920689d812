import { useEffect, useState } from 'preact/hooks';
import type { Texts } from '../app/texts';
import { type Files, isPicture } from '../store/files';
import type { Attachment } from '../transport/protocol';
import { Icon } from './Icons';
import { sizeLabel } from './size';

interface AttachmentProps {
  file: Attachment;
  files: Files;
  texts: Texts;
  language: string;
}

/** Larger pictures are not fetched unasked. */
const previewLimit = 5_000_000;

export function AttachmentView({ file, files, texts, language }: AttachmentProps) {
  const [url, setUrl] = useState('');
  const isPreviewed = isPicture(file) && file.size <= previewLimit;
  useEffect(() => {
    if (isPreviewed) files.url(file).then(setUrl, () => setUrl(''));
  }, [file.id, isPreviewed]);

  if (isPreviewed && url)
    return (
      <a class="picture" href={url} download={file.name} aria-label={`${texts.save} ${file.name}`}>
        {/* What is no picture after all is offered as a file. */}
        <img src={url} alt={file.name} onError={() => setUrl('')} />
      </a>
    );
  return (
    <button type="button" class="file" aria-label={`${texts.save} ${file.name}`} onClick={() => void save(file, files)}>
      <Icon name="file" />
      <span class="file-name">{file.name}</span>
      <span class="file-size">{sizeLabel(file.size, language)}</span>
    </button>
  );
}

async function save(file: Attachment, files: Files): Promise<void> {
  const link = document.createElement('a');
  link.href = await files.url(file);
  link.download = file.name;
  link.click();
}
