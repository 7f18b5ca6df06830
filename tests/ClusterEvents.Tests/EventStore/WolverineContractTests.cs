using System.Collections.Concurrent;
using System.Net;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.Recording.Deadlines;
using ClusterEvents.Tests.Directives;
using ClusterEvents.Timelines.Projection;
using ClusterEvents.Webhooks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Wolverine;
using Wolverine.Runtime;
using Wolverine.Runtime.Agents;
using Xunit;

namespace ClusterEvents.Tests.EventStore;

/// <summary>
/// What the program borrows from inside Wolverine and no documentation promises. Each test is named after it, and says
/// what to do where another version of Wolverine has changed it.
/// </summary>
public sealed class WolverineContractTests(WolverineContractTests.App app) : IClassFixture<WolverineContractTests.App>
{
    [Fact]
    public async Task DatabaseEnvelopeTransaction_schedules_on_the_transaction_of_an_append()
    {
        await using var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        foreach (var (day, commits) in new[] { ("2150-01-01", false), ("2151-01-01", true) })
        {
            await using var transaction = await connection.BeginTransactionAsync(TestApp.Cancel);
            var outbox = await MessageOutbox.EnlistAsync(app.Get<IWolverineRuntime>(), transaction);
            await outbox.ScheduleAsync(
                new DirectiveFallsDue(new StreamKey(StreamKinds.Directive, "probe"), DateOnly.Parse(day, null)),
                DateTimeOffset.Parse($"{day}T00:00:00Z", null));
            if (commits) await transaction.CommitAsync(TestApp.Cancel);
            else await transaction.RollbackAsync(TestApp.Cancel);
        }

        await using var query = app.Database.CreateCommand(
            """
            select string_agg(status || ' ' || extract(year from execution_time), ', ')
            from wolverine.wolverine_incoming_envelopes where execution_time > '2149-12-31'
            """);
        var kept = await query.ExecuteScalarAsync(TestApp.Cancel) as string;
        Assert.True(kept == "Scheduled 2151",
            "A message scheduled on an append's transaction is not committed and rolled back with it: kept is "
            + $"`{kept}`. Reminders would be lost, or be sent for what was never recorded: find the new way in "
            + "MessageOutbox.");
    }

    [Fact]
    public async Task DeadLetters_finds_a_delivery_by_the_name_of_its_message()
    {
        var storage = app.Get<IWolverineRuntime>().Storage;
        var (activity, id) = (NewId(), NewId());
        var delivery = new Envelope(new DeliverWebhook(new("https://example.org/"), activity, 1))
        {
            Id = id,
            MessageType = "deliver-webhook",
            Data = "{}"u8.ToArray(),
            ContentType = "application/json",
            Destination = new("local://probe"),
            SentAt = DateTimeOffset.UnixEpoch,
        };
        await storage.Inbox.StoreIncomingAsync(delivery);
        await storage.Inbox.MoveToDeadLetterStorageAsync(delivery, new InvalidOperationException("probe"));

        var found = await storage.DeadLetters.QueryAsync(
            new() { MessageType = "deliver-webhook", PageSize = 1_000, PageNumber = 1 }, TestApp.Cancel);

        Assert.True(found.Envelopes.Any(one => one.Id == delivery.Id && one.ExceptionMessage == "probe"),
            "Wolverine's dead letters cannot be asked for by the name of their message any more: change "
            + "Webhooks/DeadLetters, whose list would be empty while deliveries are given up.");
    }

    [Fact]
    public async Task Log_event_109_says_that_a_message_is_tried_again()
    {
        using var heard = new Recorded();
        app.Get<ILoggerFactory>().AddProvider(heard);
        (await app.IssueDirectiveAsync(null, "can-tho")).Expect(HttpStatusCode.Created);

        await Eventually.FindAsync(
            () => Task.FromResult(heard.Entries.ToArray()), entries => entries.Any(IsRetry), otherwise:
            "Wolverine no longer says under its event id 109 that a message is tried again, so that the console "
            + "repeats every failed delivery. Write the id in WolverineLog.");
    }

    [Fact]
    public async Task FindAgentUriAsync_knows_a_projection_by_its_shard()
    {
        var found = await app.Get<IEventSubscriptionAgentFamily>()
            .FindAgentUriAsync(TimelineVersion.Current.Shard, null, TestApp.Cancel);

        Assert.True(found is not null,
            $"Wolverine has no agent for {TimelineVersion.Current.Shard}: a projection that no node runs would stand "
            + "still for good. Find how agents are named now, and change AbandonedProjections.");
    }

    private static bool IsRetry((string Category, int Id, string Text, bool HasException) entry) =>
        WolverineLog.IsRetry(new LogEntry<string>(
            LogLevel.Error, entry.Category, new(entry.Id), entry.Text,
            entry.HasException ? new InvalidOperationException() : null, (text, _) => text));

    /// <summary>An installation with a webhook that nobody takes, and that is tried again at once.</summary>
    public sealed class App : EstablishedApp
    {
        protected override Dictionary<string, string?> Settings => new()
        {
            ["Webhooks:0:Url"] = "http://127.0.0.1:1/",
            ["Webhooks:0:Secret"] = "whsec_" + Convert.ToBase64String(new byte[32]),
            ["WebhookRetries:0"] = "00:00:01",
            ["WebhookRetries:1"] = "00:00:01",
            ["Logging:LogLevel:Wolverine"] = "Trace",
        };
    }

    /// <summary>Everything that is logged, as it comes.</summary>
    private sealed class Recorded : ILoggerProvider
    {
        public ConcurrentQueue<(string Category, int Id, string Text, bool HasException)> Entries { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

        public void Dispose()
        {
        }

        private sealed class Logger(string category, Recorded into) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
                Func<TState, Exception?, string> formatter)
            {
                if (category.StartsWith("Wolverine", StringComparison.Ordinal))
                    into.Entries.Enqueue((category, eventId.Id, formatter(state, exception), exception is not null));
            }
        }
    }

    private static Guid NewId() => Identifiers.New(TimeProvider.System.GetUtcNow());
}
