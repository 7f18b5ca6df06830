using ClusterEvents.TransparencyLog;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// The functions by which the database itself erases personal values. They are given names of fields, never finished
/// JSON: a value goes only if its type declares it personal, if it has a salt, and if this transaction records an
/// erasure after the event; its commitment is computed here. The trigger on events lets exactly that through and
/// nothing else.
/// </summary>
internal static class ErasureFunctions
{
    /// <summary>Makes the change; the only way to change an event.</summary>
    public const string Erase = $"{Schema}.erase_personal_fields";

    private const string Schema = MartenStore.Schema;

    /// <summary>The functions that it uses, which the role that erases must be able to execute.</summary>
    public static readonly IReadOnlyList<string> Used =
        [$"{Schema}.is_personal", $"{Schema}.is_personal_value", $"{Schema}.erased_event"];

    private const string Events = EventTables.Events;
    private const string Refused = "using errcode = 'insufficient_privilege'";

    /// <summary>
    /// The declarations as rows: a kind of event (<c>*</c> for all), the version from which it is salted, the pattern
    /// of a pointer.
    /// </summary>
    private static readonly string Declared = string.Join(",\n    ",
        PersonalPlaces.Kinds.Order(StringComparer.Ordinal).SelectMany(kind =>
            PersonalPlaces.Of(kind, withTexts: false).Select(place => Row(kind, 1, place))
                .Concat(PersonalPlaces.Of(kind, withTexts: true)
                    .Except(PersonalPlaces.Of(kind, withTexts: false)).Except(PersonalPlaces.OfEveryEvent)
                    .Select(place => Row(kind, PersonalPlaces.FirstSalted, place))))
            .Concat(PersonalPlaces.OfEveryEvent.Select(place => Row("*", PersonalPlaces.FirstSalted, place))));

    public static readonly string Definition =
        $"""
        create or replace function {Schema}.is_personal(kind text, version integer, pointer text) returns boolean
          language sql immutable as $$ select exists (select from (values
            {Declared}) as declared (event, since, place)
          where event in (kind, '*') and version >= since and pointer ~ place) $$;

        create or replace function {Schema}.is_personal_value(event {Events}, name text) returns boolean
          language plpgsql stable as $$
        declare
          kind text := split_part(event.type, '.v', 1);
          shape integer := split_part(event.type, '.v', 2);
          step text[] := string_to_array(name, '/');
          field text;
        begin
          if name !~ '^/' then
            return shape >= {PersonalPlaces.FirstSalted}
              and (name = 'recordedby' or jsonb_typeof(event.headers->'extensions'->name) = 'string');
          end if;
          if {Schema}.is_personal(kind, shape, name) then return true; end if;
          if kind <> 'entry-corrected' or name !~ '^/changes/\d+/(old|new)(/|$)' then return false; end if;
          field := event.data->'changes'->(step[3]::integer)->>'field';
          return exists (select from {Events} target where target.id = (event.data->>'targetEventId')::uuid
            and {Schema}.is_personal(split_part(target.type, '.v', 1), shape,
              '/' || regexp_replace(replace(field, '.', '/'), '\[(\d+)\]', '/\1', 'g')
              || regexp_replace(name, '^/changes/\d+/(old|new)', '')));
        end $$;

        create or replace function {Schema}.erased_event(event {Events}, names text[]) returns {Events}
          language plpgsql stable as $$
        declare
          name text;
          value text;
          salt bytea;
        begin
          if not exists (select from {Events} r where r.stream_id = event.stream_id and r.seq_id > event.seq_id
            and r.type like 'personal-fields-erased.%' and r.xmin = pg_current_xact_id_if_assigned()::xid
            and r.data->>'targetEventId' in (event.id::text, event.data->>'targetEventId'))
          then raise exception 'this transaction records no erasure after event %', event.id {Refused};
          end if;
          foreach name in array names loop
            salt := decode(event.headers->'salts'->>name, 'base64');
            value := case when name = 'recordedby' then event.user_name
              when name !~ '^/' then event.headers->'extensions'->>name
              when jsonb_typeof(event.data #> string_to_array(substr(name, 2), '/')) = 'string'
              then event.data #>> string_to_array(substr(name, 2), '/') end;
            if value is null or octet_length(salt) is distinct from {Salt.Size}
              or not {Schema}.is_personal_value(event, name)
            then raise exception '% of event % is no personal value with a salt', name, event.id {Refused};
            end if;
            event.headers := jsonb_set(event.headers #- array['salts', name], '{"{erased}"}',
              coalesce(event.headers->'erased', '{"{}"}') || jsonb_build_object(name, 'sha256:'
                || encode(sha256(salt || convert_to(to_json(value)::text, 'UTF8')), 'hex')));
            if name = 'recordedby' then event.user_name := '{ActivityLeaf.Erased}';
            elsif name !~ '^/' then
              event.headers := jsonb_set(event.headers, array['extensions', name], '"{ActivityLeaf.Erased}"');
            else event.data := jsonb_set(event.data, string_to_array(substr(name, 2), '/'), '"{ActivityLeaf.Erased}"');
            end if;
          end loop;
          if event.headers->'salts' = '{"{}"}' then event.headers := event.headers - 'salts'; end if;
          return event;
        end $$;

        create or replace function {Schema}.refuse_change_but_erasure() returns trigger language plpgsql as $$
        declare
          names text[];
        begin
          if tg_op = 'UPDATE' and jsonb_typeof(new.headers->'erased') = 'object' then
            names := array(select jsonb_object_keys(new.headers->'erased')
              except select jsonb_object_keys(coalesce(old.headers->'erased', '{"{}"}')));
            if cardinality(names) > 0 and to_jsonb(new) = to_jsonb({Schema}.erased_event(old, names)) then
              return new;
            end if;
          end if;
          raise exception '% of % is refused: what is on record stays on record', tg_op, tg_table_name {Refused};
        end $$;

        drop function if exists {Erase}(uuid, jsonb, jsonb);
        create or replace function {Erase}(event uuid, names text[])
          returns void language sql security definer set search_path = pg_catalog as $$
          update {Events} stored set (data, headers, user_name) = (
            select erased.data, erased.headers, erased.user_name from {Schema}.erased_event(stored, names) erased)
          where stored.id = event $$;
        revoke execute on function {Erase} from public;
        """;

    private static string Row(string kind, int since, string place) =>
        $"('{kind}', {since}, '^{place.Replace("*", @"\d+", StringComparison.Ordinal)}$')";
}
