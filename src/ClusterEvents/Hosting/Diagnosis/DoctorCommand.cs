using ClusterEvents.EventStore.Schema;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.Recording.Commands;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>
/// Lists every fault of the installation, also those that keep the program from starting; the defences of the store
/// that are not as declared; and the entries on record that today's rules would refuse. It says what to do about each.
/// The exit code is 0 if there are none, and 1 if there are.
/// </summary>
internal static class DoctorCommand
{
    /// <summary>The entry in the list of commands; it is run before there is a host (<see cref="RunAsync"/>).</summary>
    public static HostCommand Described() => new(
        "doctor", "Check settings, store, keys, issuer, clock, disk and time zone, the store's defences, and the "
            + "record against today's rules; say what to do about each fault")
    {
        RunAsync = (_, _, _) => Task.FromResult(0),
    };

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        WebApplicationBuilder builder, string[] command, CancellationToken cancel)
    {
        var faults = new List<InstallationFault>();
        foreach (var fault in KnownSettings.FaultsOf(builder.Configuration))
        {
            faults.Add(new("settings", fault.Sentence));
            // What reads it takes the default, and the others are looked at as well.
            builder.Configuration[fault.Path] = null;
        }

        foreach (var look in SettingChecks.Of(builder)) await Try("settings", look);
        StoreProvider? store = null;
        await TryAsync("store", async () => store = await StoreProvider.ProvideAsync(builder, command, cancel));
        await using var provided = store;
        await using var database = store is null ? null
            : StoreConnections.ForDiagnosis(
                builder.Configuration.GetConnectionString(MartenStore.ConnectionName)!);
        // Settings that only parts of the program read are checked as it is composed, for which a store is not needed.
        if (store is null)
            builder.Configuration[$"ConnectionStrings:{MartenStore.ConnectionName}"] = StoreProvider.Unused;
        WebApplication? app = null;
        await Try("settings", () => app = ServiceComposition.Build(builder, serves: false));
        await using var composed = app;
        IFaultCheck[] checks =
        [
            .. FaultChecks.OfMoment(),
            .. app?.Services.GetRequiredService<IFaultCheck[]>()
                ?? FaultChecks.Of(builder.Configuration, TimeProvider.System),
        ];
        foreach (var check in checks)
            await TryAsync(check.About, async () => faults.AddRange(await check.FindAsync(database, cancel)));

        // What several parts read is one fault, as each of them words it.
        InstallationFault[] found = [.. faults.DistinctBy(fault => SettingOf(fault.Text) ?? fault.Text)];
        foreach (var fault in found) await Console.Out.WriteLineAsync($"{fault.About}: {fault.Text}");
        var looked = string.Join(", ", checks.Select(check => check.About));
        await Console.Out.WriteLineAsync(found.Length == 1 ? "1 fault of the installation was found."
            : found.Length > 1 ? $"{found.Length} faults of the installation were found."
            : $"The installation is without a fault: settings, store, {looked}.");
        var wrong = found.Length;
        if (app is not null && store is not null && await CommandSession.HasRecordAsync(app, cancel))
        {
            wrong += await RecordDiagnosis.DefencesAsync(app, cancel);
            // What this version does not know, it cannot review.
            if (found.All(fault => fault.About != NewerStoreCheck.Subject))
                wrong += await RecordDiagnosis.RefusedAsync(app, cancel);
        }

        return wrong == 0 ? 0 : 1;

        Task Try(string about, Action look) => TryAsync(about, () =>
        {
            look();
            return Task.CompletedTask;
        });

        async Task TryAsync(string about, Func<Task> look)
        {
            try
            {
                await look();
            }
            catch (Exception exception) when (StartFailure.SentenceOf(exception) is { } sentence)
            {
                faults.Add(new(about, sentence));
            }
        }
    }

    /// <summary>The setting with which a sentence begins; null if it begins otherwise.</summary>
    private static string? SettingOf(string sentence) =>
        sentence.Split(' ', ',')[0] is var word && word.Contains("__", StringComparison.Ordinal) ? word : null;
}
