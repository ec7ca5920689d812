import type { Texts } from '../app/texts';
import type { Session } from '../store/session';
import type { Demand, Identity } from '../transport/protocol';

type Field = 'name' | 'email';

/** The fields still to be asked; none once the visitor is known or the conversation has begun. */
export function prechatFields(session: Session): [Field, Demand][] {
  const { settings, identity, introduction, ticket } = session.visitor;
  if (!settings || introduction || ticket || session.thread.entries.length || session.pending.length) return [];
  return (['name', 'email'] as const)
    .filter((field) => settings.prechat[field] !== 'off' && !identity[field])
    .map((field) => [field, settings.prechat[field]]);
}

const types = {
  name: { type: 'text', autoComplete: 'name' },
  email: { type: 'email', autoComplete: 'email' },
} as const;

interface PrechatProps {
  fields: [Field, Demand][];
  texts: Texts;
  greeting: string;
  done(identity: Identity): void;
}

export function Prechat({ fields, texts, greeting, done }: PrechatProps) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const given = fields.map(([field]) => [field, String(form.get(field) ?? '').trim()]).filter(([, value]) => value);
    done(Object.fromEntries(given) as Identity);
  };
  return (
    <form class="prechat" onSubmit={submit}>
      <p class="greeting">{greeting}</p>
      <p class="muted">{texts.prechat}</p>
      {fields.map(([field, demand]) => (
        <label key={field} class="field">
          <span>
            {texts[field]}
            {demand === 'optional' && <span class="muted"> ({texts.optional})</span>}
          </span>
          <input
            name={field}
            {...types[field]}
            required={demand === 'required'}
            // Spaces alone are no answer.
            pattern=".*\S.*"
            maxLength={200}
            data-focus
          />
        </label>
      ))}
      <button type="submit" class="primary">
        {texts.startChat}
      </button>
    </form>
  );
}
