using System.Text.Json;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.TransparencyLog;
using Npgsql;
using Activity = ClusterEvents.Domain.Model.Activity;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// Removes personal values and their salts from stored events, in the transaction of the erasure event. The
/// commitments stay, so that the leaves can still be computed, and nobody can open them.
/// </summary>
public sealed class Erasures(NpgsqlDataSource database, EventCatalogue catalogue)
{
    /// <summary>What an erasure of an entry would take out now.</summary>
    public async Task<ErasurePlan> PlanAsync(IErasure erasure, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await PlanAsync(erasure, connection, null, cancel);
    }

    /// <summary>Erases personal values of the target event and of its corrections.</summary>
    /// <param name="id">The erasure's own event, which stays as it is: it says who erased.</param>
    /// <param name="erasure">The erasure.</param>
    /// <param name="transaction">The transaction that records it.</param>
    /// <param name="cancel">Cancels it.</param>
    internal async Task EraseAsync(
        Guid id, IErasure erasure, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        var plan = await PlanAsync(erasure, transaction.Connection!, transaction, cancel);
        foreach (var erased in plan.Events.Where(one => one.Names.Count > 0 && one.Id != id))
        {
            await using var erase = new NpgsqlCommand(
                $"select {ErasureFunctions.Erase}($1, $2)", transaction.Connection, transaction)
            { Parameters = { new() { Value = erased.Id }, new() { Value = erased.Names.ToArray() } } };
            await erase.ExecuteNonQueryAsync(cancel);
        }
    }

    private async Task<ErasurePlan> PlanAsync(
        IErasure erasure, NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancel)
    {
        var events = await ReadAsync(erasure.TargetEventId, connection, transaction, cancel);
        var target = events.Find(one => one.Id == erasure.TargetEventId)?.Activity;
        (StoredEvent Event, PersonalValue[] Values)[] personal =
            [.. events.Select(one => (one, ValuesOf(one, target).ToArray()))];
        var erased = new ErasedValues(personal.SelectMany(one => one.Values), erasure.Fields);
        var (planned, kept) = (new List<ErasedEvent>(), new List<NameMention>());
        foreach (var (one, values) in personal)
        {
            HashSet<string> names = [.. values.Where(value => one.MayErase(value.Place) && erased.Include(value))
                .Select(value => value.Place)];
            planned.Add(new(one.Id, one.Position, [.. names]));
            kept.AddRange(one.Texts().Where(text => !names.Contains(text.Name) && erased.Names.OccurIn(text.Text))
                .Select(text => new NameMention(
                    values.Any(value => value.Place == text.Name) && text.Name != PersonalAttributes.Source
                        ? "field-in-clear" : "field-not-personal", one.Id, text.Name)));
        }

        return new(erased.Names, planned, kept);
    }

    /// <summary>The personal values of an event by the declaration of its type, and its personal attributes.</summary>
    private static IEnumerable<PersonalValue> ValuesOf(StoredEvent stored, Activity? target) =>
    [
        .. PersonalFields.ValuesOf(stored.Activity),
        .. stored.Activity is ICorrection correction && target is not null ? correction.PersonalValues(target) : [],
        .. stored.Attributes().Select(one => new PersonalValue(one.Name, PersonalKind.Text, one.Text, null)),
    ];

    private async Task<List<StoredEvent>> ReadAsync(
        Guid target, NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"""
            select {StoredCloudEvent.Columns}, id from {EventTables.Events}
            where seq_id = any({EntryEvents.Positions("$1")}) order by seq_id
            """, connection, transaction)
        { Parameters = { new() { Value = new[] { target } } } };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var events = new List<StoredEvent>();
        while (await rows.ReadAsync(cancel))
        {
            var recorded = StoredCloudEvent.From(rows);
            events.Add(new(rows.GetGuid(rows.FieldCount - 1), recorded,
                catalogue.ShapeStoredAs(recorded.Type).Read(recorded.Data)));
        }

        return events;
    }

    private sealed class StoredEvent(Guid id, StoredCloudEvent recorded, Activity activity)
    {
        private readonly JsonElement _headers = JsonElement.Parse(recorded.Headers);
        private readonly JsonElement _data = JsonElement.Parse(recorded.Data);
        private readonly PersonalPlaces _places = PersonalPlaces.Of(StoredShape.CloudEventTypeOf(recorded.Type));

        public Guid Id => id;

        public long Position => recorded.Position;

        public Activity Activity => activity;

        /// <summary>Whether a value has a salt, and its type declares it personal.</summary>
        public bool MayErase(string name) => Openings.Of(_headers).Salts.ContainsKey(name)
            && (name.StartsWith('/') ? _places.MayHide(name, _data) : _places.MayHideAttribute(name));

        /// <summary>The recorder, and the texts that the sender added.</summary>
        public IEnumerable<(string Name, string Text)> Attributes() =>
        [
            .. recorded.RecordedBy is { } by ? [(PersonalAttributes.RecordedBy, by)] : Array.Empty<(string, string)>(),
            .. _headers.TryGetProperty(EventHeaders.Extensions, out var extensions)
                ? extensions.EnumerateObject().Where(one => one.Value.ValueKind == JsonValueKind.String)
                    .Select(one => (one.Name, one.Value.GetString()!)) : [],
        ];

        /// <summary>Every text of the event: in its data by JSON pointer, and its attributes.</summary>
        public IEnumerable<(string Name, string Text)> Texts() =>
        [
            .. In(_data, ""), .. Attributes(),
            (PersonalAttributes.Source, Uri.UnescapeDataString(_headers.GetProperty(EventHeaders.Source).GetString()!)),
            ("id", _headers.GetProperty(EventHeaders.Id).GetString()!), ("subject", recorded.Stream),
            ("correlationid", recorded.CorrelationId ?? ""), ("causationid", recorded.CausationId ?? ""),
        ];

        private static IEnumerable<(string Name, string Text)> In(JsonElement value, string at) =>
            value.ValueKind switch
            {
                JsonValueKind.String => [(at, value.GetString()!)],
                JsonValueKind.Object => value.EnumerateObject().SelectMany(one => In(one.Value, $"{at}/{one.Name}")),
                JsonValueKind.Array => value.EnumerateArray().Index()
                    .SelectMany(one => In(one.Item, $"{at}/{one.Index}")),
                _ => [],
            };
    }
}
