using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Observability;

public sealed class TraceTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task One_trace_leads_from_the_request_over_the_recording_to_the_row_of_the_timeline()
    {
        var trace = ActivityTraceId.CreateRandom();
        var spans = new ConcurrentQueue<System.Diagnostics.Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Telemetry.Name or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace) spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(listener);

        var recorded = (await app.PostAsync("/v1/ceremonies/flowers", new JsonObject
        {
            ["occurredOn"] = "2024-05-07",
            ["clusterId"] = Scenarios.Cluster,
            ["cityIds"] = new JsonArray("can-tho"),
            ["honouree"] = "Chủ tịch Hồ Chí Minh",
            ["place"] = "Quảng trường",
            ["sources"] = new JsonArray(new JsonObject { ["note"] = "Sổ trực ban" }),
            ["participants"] = new JsonArray("can-tho"),
        }, ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"))).Expect(HttpStatusCode.Created);
        (await app.TimelineAsync("cities/can-tho")).Expect(HttpStatusCode.OK);

        var projected = Assert.Single(await Eventually.FindAsync(
            () => Task.FromResult(spans.ToArray()), all => all.Any(span => span.OperationName == "project")),
            span => span.OperationName == "project");
        Assert.Equal(1, projected.GetTagItem(Telemetry.EventsTag));
        var recording = Assert.Single(spans, span => span.OperationName == "record");
        var request = Assert.Single(spans, span => span.SpanId == recording.ParentSpanId);
        Assert.Equal(ActivityKind.Server, request.Kind);
        var stored = (await app.GetAsync($"/v1/events?after={recorded.Position - 1}")).Expect(HttpStatusCode.OK);
        Assert.Contains($"\"correlationid\":\"{trace}\"", stored.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Recordings_of_several_requests_are_linked_to_each()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        ActivityContext[] requests =
        [
            new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded),
            new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded), default,
        ];

        using var recording = Telemetry.Recording(requests);
        using var projecting = Telemetry.Projecting(
            [.. requests.Select(one => (Identifiers.ActivityId("trace", $"{one.TraceId}"), (string?)$"{one.TraceId}")),
                (Identifiers.ActivityId("trace", "7"), "ticket 7")]);

        Assert.Equal(requests[..2], recording!.Links.Select(link => link.Context));
        Assert.Equal(requests[..2].Select(one => one.TraceId), projecting!.Links.Select(link => link.Context.TraceId));
        Assert.Equal(4, projecting.GetTagItem(Telemetry.EventsTag));
    }
}
