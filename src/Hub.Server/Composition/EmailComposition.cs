using Hub.Channels.Email;
using Hub.Channels.Email.Crypto;
using Hub.Channels.Email.Reading;
using Hub.Channels.Email.Receiving;
using Hub.Channels.Email.Sending;
using Hub.Channels.Remote;
using Hub.Core.AutomaticMails;
using Hub.Core.BlockedSenders;
using Hub.Core.Inbound;
using Hub.Core.Keys;
using Hub.Core.Notices;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Tickets;
using Hub.Server.Workers;

namespace Hub.Server.Composition;

/// <summary>Intake, filing and delivery, the e-mail channel, and the workers that drive them.</summary>
public static class EmailComposition
{
    public static IServiceCollection AddHubEmail(this IServiceCollection services, IConfiguration configuration, HubSettings settings) => services
        .AddSingleton(configuration.GetSection("Hub:Intake").Get<IntakeLimits>() ?? new IntakeLimits())
        .AddSingleton(new TicketTag(configuration["Hub:TicketPrefix"]))
        .AddSingleton<ReplyTokenSource>()
        .AddSingleton<ReceiveIntake>()
        .AddSingleton<FileIntake>()
        .AddSingleton<IntakeLanes>()
        .AddSingleton<InboundPipeline>()
        .AddSingleton<ThreadResolver>()
        .AddSingleton<IntakeSettlement>()
        .AddSingleton<ReportFiling>()
        .AddSingleton(new AutomaticMailLimits { PerQueueAndMinute = settings.AutomaticMailsPerMinute })
        .AddSingleton<QueuePauses>()
        .AddSingleton<AutomaticMailGuard>()
        .AddSingleton<UndeliverableAddresses>()
        .AddSingleton<BlockSender>()
        .AddSingleton<UnblockSender>()
        .AddSingleton<ListBlockedSenders>()
        .AddSingleton<MailNotice>()
        .AddSingleton<AutomaticMail>()
        .AddSingleton<ReceiveExternalMessage>()
        .AddSingleton<ListTray>()
        .AddSingleton<ReleaseIntake>()
        .AddSingleton<DeleteIntake>()
        .AddSingleton<DeliverMessage>()
        .AddSingleton<RetryDelivery>()
        .AddSingleton<IKeyReader, KeyFile>()
        .AddSingleton<KeyRings>()
        .AddSingleton<AddKeys>()
        .AddSingleton<ChangeKey>()
        .AddSingleton<ImportOfferedKeys>()
        .AddSingleton<PlanProtection>()
        .AddSingleton<MailOpener>()
        .AddSingleton<MailProtector>()
        .AddSingleton<IInboundReader, MimeReader>()
        .AddSingleton<IRemoteImages>(static services => new RemoteImages(services.GetRequiredService<TimeProvider>()))
        .AddSingleton(new MailTimeouts())
        .AddSingleton<Watchdog>()
        .AddSingleton<KeepReceiving>()
        .AddSingleton<MailCredentials>()
        .AddSingleton<SmtpSender>()
        .AddSingleton<INoticeMail, NoticeMail>()
        .AddSingleton<ImapReceiver>()
        .AddSingleton<Pop3Receiver>()
        .AddSingleton<IChannel, EmailChannel>()
        .AddHostedService<IntakeWorker>()
        .AddHostedService<OutboxRelay>()
        .AddHostedService<MailPoller>();
}
