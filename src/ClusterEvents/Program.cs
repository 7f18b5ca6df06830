using ClusterEvents.Hosting;
using ClusterEvents.LocalPostgres;
using JasperFx;

var (settings, command) = CommandLine.Split(args);
try
{
    var builder = WebApplication.CreateBuilder(CommandLine.Options(settings));
    // What can be refused at once is refused before a private store is started.
    Identity.RequireAuthority(builder);
    if (CommandLine.Serves(command)) Listening.RequireFree(builder.Configuration);
    if (CommandLine.LeavesSchema(command)) builder.Configuration["Store:Migrate"] = "false";
    await using var store = await Store.ProvideAsync(builder, command);
    await using var app = Service.Build(builder);
    CommandLine.KeepOutputPure(command);
    // A command that says why it could not run has set a code of its own.
    if (!CommandLine.Serves(command)) return Math.Max(await app.RunJasperFxCommands(command), Environment.ExitCode);

    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is CannotStartException or LocalPostgresException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}
