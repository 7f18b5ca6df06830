using ClusterEvents.Auditing.Verification;
using Xunit;

namespace ClusterEvents.Tests.Auditing.Tampering;

/// <summary>Tests that alter the database directly, past the program, and restore it afterwards.</summary>
public abstract class AlteredStore(SealedApp app) : IAsyncLifetime
{
    protected const string Flowers = "type = 'flowers-offered.v2'";
    protected const string OneOfThem =
        $"seq_id = (select seq_id from clusterevents.mt_events where {Flowers} order by seq_id offset 100 limit 1)";
    protected const string TheNext =
        $"seq_id = (select seq_id from clusterevents.mt_events where {Flowers} order by seq_id offset 101 limit 1)";
    protected const string Remarks = "type = 'remarks-delivered.v2'";

    protected SealedApp App { get; } = app;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await App.RestoreAsync();
    }

    /// <summary>Alters the database, and requires a finding with this code and text.</summary>
    protected async Task IsNamedAsync(string code, string named, string sql)
    {
        await App.TamperAsync(sql);

        var report = await App.VerifyAsync();

        Assert.False(report.Clean);
        Assert.Contains(report.Findings, finding => finding.Code == code
            && $"{finding.Where}: {finding.Detail}".Contains(named, StringComparison.Ordinal));
    }
}
