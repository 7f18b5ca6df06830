using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace ClusterEvents.Hosting.Composition;

/// <summary>The program cannot start as it is configured; the message says what to do.</summary>
public sealed class CannotStartException(string message) : Exception(message);
