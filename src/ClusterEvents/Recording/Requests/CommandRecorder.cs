using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Recording.Requests;

/// <summary>
/// Records what routes and pages are asked to, with one reader, one queue and one set of refusals for both.
/// </summary>
public sealed class CommandRecorder(AppendQueue queue, RecordingTrial trial, TimeProvider time)
{
    /// <summary>The maximum number of characters of an Idempotency-Key.</summary>
    private const int LongestKey = 200;

    /// <summary>Reads and records one event.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database is unreachable; the same request may be sent
    /// again.</exception>
    /// <exception cref="TimeoutException">The database did not confirm in time. Send it again likewise.</exception>
    public async Task<RecordingResult> RecordAsync(CommandRequest request, CancellationToken cancel) =>
        (await RecordTogetherAsync([request], cancel))[0];

    /// <summary>Reads and records several events, all or none, with a result for each.</summary>
    /// <inheritdoc cref="RecordAsync" path="/exception"/>
    public async Task<IReadOnlyList<RecordingResult>> RecordTogetherAsync(
        IReadOnlyList<CommandRequest> requests, CancellationToken cancel)
    {
        var (drafts, malformed) = ReadAll(requests);
        return malformed ?? await queue.RecordAsync(drafts, cancel);
    }

    /// <summary>What would become of several events, with nothing recorded.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database is unreachable.</exception>
    public async Task<TriedRecording> TryAsync(IReadOnlyList<CommandRequest> requests, CancellationToken cancel)
    {
        var (drafts, malformed) = ReadAll(requests);
        return malformed is null ? await trial.DecideAsync(drafts, cancel)
            : new([], malformed, new Dictionary<StreamKey, StreamSnapshot>());
    }

    private (Draft[] Drafts, RecordingResult[]? Malformed) ReadAll(IReadOnlyList<CommandRequest> requests)
    {
        var read = requests.Select(request =>
        {
            var errors = new ValidationErrors();
            return (Draft: Read(request, errors), Errors: errors);
        }).ToArray();
        return read.All(one => one.Errors.None) ? ([.. read.Select(one => one.Draft!)], null)
            : ([], [.. read.Select(one => RecordingResult.Of(one.Errors.Found))]);
    }

    /// <summary>Reads an event; null, with errors, if it is malformed.</summary>
    public Draft? Read(CommandRequest request, ValidationErrors errors)
    {
        var activity = request.Type.Read(request.Data, time.Today(), "", errors, [.. request.Given]);
        var key = request.IdempotencyKey;
        if (key.Length > LongestKey)
            errors.Add(RecordingEndpoint.IdempotencyKeyHeader, "too-long-to-send",
                ("length", key.Length), ("most", LongestKey));
        // It becomes the id of a CloudEvent, in which control characters are not allowed: an export could not be
        // imported.
        if (Text.FaultOf(key) is { } fault) errors.Add(RecordingEndpoint.IdempotencyKeyHeader, fault);
        if (activity is null) return null;
        var id = key.Length > 0 ? key : Identifiers.New(time.GetUtcNow()).ToString();
        return new Draft(request.Type, activity, request.By.OwnSource, id, request.By)
        {
            Stream = request.Stream,
            StreamIsInPath = request.StreamIsInPath || activity is ICorrection,
            ExpectedVersions = request.ExpectedVersion is { } version ? [version] : null,
            HasIdempotencyKey = key.Length > 0,
            CorrelationId = System.Diagnostics.Activity.Current?.TraceId.ToString(),
        };
    }
}
