using ClusterEvents.EventStore.Schema;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.Hosting.Diagnosis;
using ClusterEvents.Hosting.Http;
using ClusterEvents.Hosting.Identity;

using var signals = new StopSignals();
var serves = false;
try
{
    var (settings, command) = CommandLine.Split(args);
    // Reject invalid arguments before a private PostgreSQL is started.
    serves = CommandLine.Serves(command);
    var commands = serves ? null : new Commands();
    commands?.Check(command);
    if (commands is not null && CommandLine.AsksForHelp(command)) return await commands.HelpAsync(command);
    var builder = WebApplication.CreateBuilder(CommandLine.Options(settings, command));
    if (CommandLine.Demonstrates(command)) Demonstration.Prepare(builder.Configuration);
    if (CommandLine.Diagnoses(command)) return await DoctorCommand.RunAsync(builder, command, signals.Token);
    KnownSettings.RequireKnown(builder.Configuration);
    TimeZoneCheck.RequireKnown();
    ListenUrls.RequireAddresses(builder.Configuration);
    AllowedHosts.RequireNames(builder.Configuration);
    if (commands is null)
    {
        ServerCertificates.RequireUsable(builder.Configuration, builder.Environment.IsDevelopment());
        Identity.RequireAuthority(builder);
        ListenUrls.RequireFree(builder.Configuration);
    }

    if (CommandLine.LeavesSchema(command)) builder.Configuration["Store:Migrate"] = "false";
    await using var store = await StoreProvider.ProvideAsync(builder, command, signals.Token);
    if (CommandLine.MakesStore(command))
        await NewerStoreCheck.RequireKnownAsync(
            builder.Configuration.GetConnectionString(MartenStore.ConnectionName)!, signals.Token);
    await using var app = ServiceComposition.Build(builder, serves);
    if (commands is not null) return await commands.RunAsync(command, app, signals.Token);

    await app.RunAsync(signals.Token);
    return 0;
}
catch (Exception) when (signals.Received)
{
    // What fails because it was told to stop is no fault of the installation or the program.
    await Console.Error.WriteLineAsync(serves
        ? "Stopped before the start was complete. The next start goes on from there."
        : "Stopped before the end. What is recorded stays; the same command may be given again.");
    return serves ? 0 : signals.ExitCode;
}
catch (Exception exception) when (StartFailure.SentenceOf(exception) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 2;
}
